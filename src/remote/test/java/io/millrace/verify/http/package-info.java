/** Tests of the remote verifier, against a server of their own. */
@NullMarked
package io.millrace.verify.http;

import org.jspecify.annotations.NullMarked;
