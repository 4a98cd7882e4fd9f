/** SSH's encoding and Ed25519. Not part of the public API. */
@NullMarked
package org.bitauth.ssh.internal;

import org.jspecify.annotations.NullMarked;
