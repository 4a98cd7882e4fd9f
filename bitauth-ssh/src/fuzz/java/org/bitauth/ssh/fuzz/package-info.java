/** The fuzzer's targets: each parser of this module. Not part of the public API. */
@NullMarked
package org.bitauth.ssh.fuzz;

import org.jspecify.annotations.NullMarked;
