/** Gets JWTs from an OIDC provider. */
@NullMarked
package org.bitauth.keystone.oidc.client;

import org.jspecify.annotations.NullMarked;
