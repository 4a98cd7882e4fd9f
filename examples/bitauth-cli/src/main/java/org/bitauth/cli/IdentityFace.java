package org.bitauth.cli;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bitauth.event.AuthListener;
import org.bitauth.http.HttpHandler;
import org.bitauth.keystone.Catalog;
import org.bitauth.keystone.Directory;
import org.bitauth.keystone.KeystoneBridge;
import org.bitauth.keystone.KeystoneBridgeBuilder;
import org.bitauth.keystone.MappingDirectory;
import org.bitauth.keystone.http.KeystoneHandler;
import org.bitauth.keystone.payment.LeaseDirectory;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.store.DirectoryFile;

/** The identity service: on a database, or on a directory file that does not change. */
final class IdentityFace {
    private IdentityFace() {}

    /** Users in a database. */
    static HttpHandler of(
            IdentityConfig config,
            IdentityStores stores,
            Optional<Leases> leases,
            StateFolder state,
            URI url,
            AuthListener audit) {
        List<MappingConfig> mapping = config.mapping() == null ? List.of() : config.mapping();
        MappingDirectory users = new MappingDirectory(
                stores.directory(),
                mapping.stream().map(entry -> entry.rule(stores.directory())).toList());
        Directory directory = leases.<Directory>map(paid -> new LeaseDirectory<>(
                        users,
                        stores.directory().domain(FirstUsers.DOMAIN_ID).orElseThrow(),
                        paid,
                        InstantSource.system()))
                .orElse(users);
        try {
            KeystoneBridgeBuilder bridge = KeystoneBridge.builder(url, directory)
                    .stores(stores)
                    .tokenKeys(state.tokenKeys())
                    .challengeKeys(state.challengeKeys())
                    .serverNonces(state.serverNonces())
                    .rotation(stores.admin(), stores.lastingGuard())
                    .tokenLife(config.life())
                    .listener(audit);
            if (Boolean.TRUE.equals(config.requireHolder())) {
                bridge.requireHolderOfKey();
            }
            return handler(bridge, config.catalog());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "config identity: " + e.getMessage());
        }
    }

    /** Users in a file; what is revoked ends with the process. */
    static HttpHandler of(DirectoryFile directory, Optional<StateFolder> state, URI url, AuthListener audit) {
        KeystoneBridgeBuilder bridge = KeystoneBridge.builder(url, directory.directory())
                .applicationCredentials(directory.directory())
                .listener(audit);
        state.map(StateFolder::tokenKeys).ifPresent(bridge::tokenKeys);
        return handler(bridge, directory.catalog());
    }

    private static HttpHandler handler(KeystoneBridgeBuilder bridge, Optional<Catalog> catalog) {
        catalog.ifPresent(services -> bridge.catalog(services::filledFor));
        return new KeystoneHandler(bridge.build());
    }
}
