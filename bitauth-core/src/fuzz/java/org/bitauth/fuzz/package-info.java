/** What a fuzzer feeds; the tests replay its seeds without a fuzzer. */
@NullMarked
package org.bitauth.fuzz;

import org.jspecify.annotations.NullMarked;
