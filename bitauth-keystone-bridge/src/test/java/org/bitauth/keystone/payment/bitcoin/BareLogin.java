package org.bitauth.keystone.payment.bitcoin;

import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.DemoCloud;
import org.bitauth.keystone.payment.ChainOutput;
import org.bitauth.keystone.payment.Outpoint;
import org.bitauth.keystone.payment.PaymentUri;

/** A program that logs in at a bridge, and says whether bitcoinj is there. */
final class BareLogin {
    private BareLogin() {}

    public static void main(String[] arguments) {
        Sin sin = DemoCloud.ALICE.publicKey().sin();
        String token = DemoCloud.start().token(DemoCloud.ALICE, DemoCloud.DEMO);
        // What orders and invoices are made of.
        ChainOutput output = new ChainOutput(new Outpoint("0".repeat(64), 0), "address", 1, Optional.of(sin));
        String uri = new PaymentUri("bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu", 1, "", sin).qrText();
        System.out.println("token: " + !token.isEmpty() + ", output: " + output.satoshi() + ", uri: " + !uri.isEmpty());
        System.out.println("bitcoinj: " + isThere("org.bitcoinj.core.Transaction"));
        System.out.println("guava: " + isThere("com.google.common.collect.ImmutableList"));
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, BareLogin.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
