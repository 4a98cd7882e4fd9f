/** What the bridge's faces share. Not part of the public API. */
@NullMarked
package org.bitauth.keystone.internal;

import org.jspecify.annotations.NullMarked;
