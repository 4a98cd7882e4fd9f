package org.bitauth.keystone.payment.client;

import java.util.List;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.wallet.BitcoinNetwork;

/**
 * What a vendor says that he sells. Nobody signed it: who buys tells the client which vendor and which network he means.
 *
 * @param vendor who would sign the invoices
 * @param network where money would be awaited
 * @param offers the offers in the vendor's order
 */
public record OfferPage(Sin vendor, BitcoinNetwork network, List<Offer> offers) {
    /** Copies the list. */
    public OfferPage {
        offers = List.copyOf(offers);
    }

    /**
     * One offer.
     *
     * @param id its id
     * @return the offer, if there is one with this id
     */
    public Optional<Offer> offer(String id) {
        return offers.stream().filter(offer -> offer.id().equals(id)).findFirst();
    }
}
