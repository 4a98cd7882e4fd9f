package org.bitauth.plugins;

import org.bitauth.keystone.lab.KeystoneSettings;

/** With the token provider fernet. */
final class FernetLoginIT extends LoginCases {
    FernetLoginIT() {
        super(KeystoneSettings.Provider.FERNET);
    }
}
