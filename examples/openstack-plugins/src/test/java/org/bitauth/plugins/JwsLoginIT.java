package org.bitauth.plugins;

import org.bitauth.keystone.lab.KeystoneSettings;

/** With the token provider jws. */
final class JwsLoginIT extends LoginCases {
    JwsLoginIT() {
        super(KeystoneSettings.Provider.JWS);
    }
}
