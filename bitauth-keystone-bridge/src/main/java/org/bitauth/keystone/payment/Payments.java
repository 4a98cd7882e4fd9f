package org.bitauth.keystone.payment;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bitauth.BitauthSigner;
import org.bitauth.MalformedException;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.event.AuthListener;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * A vendor's till: money that arrives for an order extends the lease of the identity that ordered, whoever paid. No key that
 * can spend is ever here. Built once, thread-safe.
 */
public final class Payments {
    private static final int ADDRESSES_OF_OTHERS = 1_000;

    private final OrderDesk desk;
    private final PaymentSync sync;
    private final Leases leases;
    private final LeaseStore store;

    private Payments(Builder settings) {
        store = settings.store;
        sync = new PaymentSync(
                settings.store,
                settings.chain,
                new Lookahead(settings.addresses, settings.lookahead),
                settings.leases,
                settings.listener,
                settings.clock);
        desk = new OrderDesk(settings, sync::hasCaughtUp);
        leases = new Leases(settings.store, settings.leases, settings.clock);
    }

    /**
     * Begins the settings.
     *
     * @param cloud the public base URL of the cloud, which orders and invoices name
     * @param vendor signs invoices; holds no coins
     * @param network where money is awaited
     * @param addresses where it is paid to
     * @param chain tells what was paid
     * @param store keeps orders, payments and leases; shared by the bridges of the cloud
     * @return a builder
     * @throws MalformedException if the URL has another form than {@link CloudUrl} takes
     */
    public static Builder builder(
            URI cloud,
            BitauthSigner vendor,
            BitcoinNetwork network,
            AddressSource addresses,
            ChainSource chain,
            LeaseStore store) {
        return new Builder(URI.create(CloudUrl.of(cloud)), vendor, network, addresses, chain, store);
    }

    /**
     * Takes orders.
     *
     * @return the desk
     */
    public OrderDesk desk() {
        return desk;
    }

    /**
     * Reads the chain.
     *
     * @return to be called now and then
     */
    public PaymentSync sync() {
        return sync;
    }

    /**
     * Tells who has paid.
     *
     * @return the leases
     */
    public Leases leases() {
        return leases;
    }

    /**
     * One order.
     *
     * @param id its id
     * @return the order and what it is worth, as it was evaluated last
     * @throws org.bitauth.StoreException if the store cannot answer
     */
    public Optional<PlacedOrder> order(String id) {
        return store.read(book -> book.order(id));
    }

    /** Settings with defaults. */
    public static final class Builder {
        final URI cloud;
        final BitauthSigner vendor;
        final BitcoinNetwork network;
        final AddressSource addresses;
        final ChainSource chain;
        final LeaseStore store;
        final List<Offer> offers = new ArrayList<>();
        LeaseListener leases = (before, after) -> {};
        AuthListener listener = AuthListener.none();
        InstantSource clock = InstantSource.system();
        int lookahead = 1_000;

        private Builder(
                URI cloud,
                BitauthSigner vendor,
                BitcoinNetwork network,
                AddressSource addresses,
                ChainSource chain,
                LeaseStore store) {
            this.cloud = cloud;
            this.vendor = vendor;
            this.network = network;
            this.addresses = addresses;
            this.chain = chain;
            this.store = store;
        }

        /**
         * Adds an offer.
         *
         * @param offer with an id of its own
         * @return this
         */
        public Builder offer(Offer offer) {
            offers.add(offer);
            return this;
        }

        /**
         * Hears of leases that change.
         *
         * @param leaseListener for example revokes the tokens of a lease that was taken back
         * @return this
         */
        public Builder leaseListener(LeaseListener leaseListener) {
            leases = leaseListener;
            return this;
        }

        /**
         * Hears of orders taken and refused, leases that change, and a chain that cannot be read.
         *
         * @param authListener for audit and metrics
         * @return this
         */
        public Builder listener(AuthListener authListener) {
            listener = authListener;
            return this;
        }

        /**
         * Tells the time.
         *
         * @param instants the clock
         * @return this
         */
        public Builder clock(InstantSource instants) {
            clock = instants;
            return this;
        }

        /**
         * How many addresses beyond those in invoices are watched, for a store that was restored from an older copy.
         *
         * @param addresses 0 to 100,000; 1,000 by default
         * @return this
         */
        public Builder lookahead(int addresses) {
            if (addresses < 0 || addresses > 100_000) {
                throw new MalformedException("lookahead must be 0 to 100000 addresses");
            }
            lookahead = addresses;
            return this;
        }

        /**
         * Ends the settings.
         *
         * @return the till
         * @throws MalformedException if two offers have one id, or the vendor's identity is that of one of the first 1,000
         *     addresses: who signs invoices must not be able to spend
         */
        public Payments build() {
            if (addresses.owns(vendor.publicKey().sin(), ADDRESSES_OF_OTHERS)) {
                throw new MalformedException("vendor's key must be none of the account that is paid");
            }
            Set<String> ids = new HashSet<>();
            if (!offers.stream().map(Offer::id).allMatch(ids::add)) {
                throw new MalformedException("offers must have ids of their own");
            }
            return new Payments(this);
        }
    }
}
