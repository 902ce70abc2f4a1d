package io.millrace.server;

class SglangContractTest extends ServedContract {
    SglangContractTest() {
        super("sglang");
    }
}
