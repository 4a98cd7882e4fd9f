/** What tests need from outside: real programs and public test vectors. */
@NullMarked
package org.bitauth.peers;

import org.jspecify.annotations.NullMarked;
