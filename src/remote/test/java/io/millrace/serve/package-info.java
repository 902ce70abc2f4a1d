/** Tests of served policies. */
package io.millrace.serve;
