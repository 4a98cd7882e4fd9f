/** A Bitcoin key, an OpenID provider, an unmodified Keystone and the {@code openstack} command, end to end. */
@NullMarked
package org.bitauth.federation;

import org.jspecify.annotations.NullMarked;
