/**
 * Inference servers for tests: {@link io.millrace.testkit.serve.FakeServer} speaks the dialects of {@code io.millrace.serve}, backed by
 * a small policy, with faults.
 */
package io.millrace.testkit.serve;
