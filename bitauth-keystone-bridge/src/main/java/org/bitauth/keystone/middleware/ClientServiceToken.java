package org.bitauth.keystone.middleware;

import org.bitauth.StoreException;
import org.bitauth.keystone.client.CloudException;
import org.bitauth.keystone.client.KeystoneClient;

/** A client's token; that there is none now means that nothing can be known now. */
record ClientServiceToken(KeystoneClient client) implements ServiceToken {
    @Override
    public String current() {
        try {
            return client.token();
        } catch (CloudException e) {
            throw new StoreException("service has no token of its own", e);
        }
    }

    @Override
    public void refused(String token) {
        client.invalidate(token);
    }
}
