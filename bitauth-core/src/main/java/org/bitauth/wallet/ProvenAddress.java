package org.bitauth.wallet;

import org.bitauth.ProvenIdentity;

/**
 * An address whose key agreed to a text.
 *
 * @param address the address
 * @param signer the key that verified; the address pays to its hash
 */
public record ProvenAddress(BitcoinAddress address, ProvenIdentity signer) {}
