package io.millrace.server;

class LlamaCppContractTest extends ServedContract {
    LlamaCppContractTest() {
        super("llamacpp");
    }
}
