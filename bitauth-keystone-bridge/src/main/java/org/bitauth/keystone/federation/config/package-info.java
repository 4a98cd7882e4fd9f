/**
 * What an operator writes so that an unmodified Keystone behind Apache and mod_auth_openidc takes the tokens of the
 * bridge's OpenID provider: Apache's lines, Keystone's settings, the mapping, and the commands that register them.
 */
@NullMarked
package org.bitauth.keystone.federation.config;

import org.jspecify.annotations.NullMarked;
