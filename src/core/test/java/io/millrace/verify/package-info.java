/** Tests of answer extraction. */
@NullMarked
package io.millrace.verify;

import org.jspecify.annotations.NullMarked;
