/**
 * The OIDC provider in front of an unmodified Keystone: swaps a proof of an identity for a short JWT that
 * mod_auth_openidc takes.
 */
@NullMarked
package org.bitauth.keystone.oidc;

import org.jspecify.annotations.NullMarked;
