/** Tests of the remote verifier, against a local test server. */
@NullMarked
package io.millrace.verify.http;

import org.jspecify.annotations.NullMarked;
