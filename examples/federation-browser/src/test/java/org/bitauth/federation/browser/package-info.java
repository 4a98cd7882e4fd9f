/** A real Chromium, mod_auth_openidc as relying party, and Keystone's WebSSO. */
@NullMarked
package org.bitauth.federation.browser;

import org.jspecify.annotations.NullMarked;
