package io.millrace.server;

class VllmContractTest extends ServedContract {
    VllmContractTest() {
        super("vllm");
    }
}
