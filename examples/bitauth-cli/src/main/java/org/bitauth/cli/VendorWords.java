package org.bitauth.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitauth.MalformedException;
import org.bitauth.StoreException;
import org.bitauth.keystone.payment.ChainException;
import org.bitauth.keystone.payment.ChainSource;
import org.bitauth.keystone.payment.Lease;
import org.bitauth.keystone.payment.LeaseListener;
import org.bitauth.keystone.payment.LeaseStore;
import org.bitauth.keystone.payment.Leases;
import org.bitauth.keystone.payment.PaymentAudit;
import org.bitauth.keystone.payment.TakenBack;

/** The words after {@code bitauth vendor}, carried out where the store is open. */
record VendorWords(LeaseStore store, Supplier<ChainSource> chain, LeaseListener listener) {
    /** What tells these words from those of {@code bitauth admin}, in the same socket. */
    private static final String MARK = "vendor";

    static VendorWords of(IdentityStores stores, PaymentsConfig config) {
        return new VendorWords(stores.leases(), config::chain, new TakenBack(stores.admin()));
    }

    static List<String> forSocket(List<String> words) {
        List<String> marked = new ArrayList<>(List.of(MARK));
        marked.addAll(words);
        return marked;
    }

    static boolean isMeant(List<String> words) {
        return !words.isEmpty() && words.get(0).equals(MARK);
    }

    int runMarked(List<String> words, PrintWriter out, PrintWriter err) {
        return run(words.subList(1, words.size()), out, err);
    }

    int run(List<String> words, PrintWriter out, PrintWriter err) {
        try {
            return carryOut(words, out, err);
        } catch (MalformedException e) {
            err.println("bitauth: " + e.getMessage());
            return CommandFailure.WRONG_USE;
        } catch (CommandFailure e) {
            err.println("bitauth: " + e.getMessage());
            return e.exitCode();
        } catch (StoreException e) {
            err.println("bitauth: the store cannot answer");
            return CommandFailure.UNREACHABLE;
        }
    }

    private int carryOut(List<String> words, PrintWriter out, PrintWriter err) {
        Leases leases = new Leases(store, listener, InstantSource.system());
        String key = words.get(0) + " " + words.size();
        return switch (key) {
            case "audit 1" -> audit(out);
            case "extend 4" -> told(leases.extend(words.get(1), seconds(words.get(2)), words.get(3)), out);
            case "revoke 3" -> told(leases.setRevoked(words.get(1), true, words.get(2)), out);
            case "reopen 3" -> told(leases.setRevoked(words.get(1), false, words.get(2)), out);
            default -> {
                err.println("bitauth: there is no such command");
                yield CommandFailure.WRONG_USE;
            }
        };
    }

    private static Duration seconds(String word) {
        if (!word.matches("[0-9]{1,12}")) {
            throw new MalformedException("seconds must be a whole number");
        }
        return Duration.ofSeconds(Long.parseLong(word));
    }

    private int audit(PrintWriter out) {
        try {
            List<String> differences = PaymentAudit.differences(store, chain.get(), InstantSource.system());
            differences.forEach(line -> out.println(line.replaceAll("[^ -~]", "?")));
            out.flush();
            return differences.isEmpty() ? 0 : CommandFailure.REFUSED;
        } catch (ChainException e) {
            throw new CommandFailure(CommandFailure.UNREACHABLE, "the chain cannot be read: " + e.getMessage());
        }
    }

    private static int told(Optional<Lease> lease, PrintWriter out) {
        Lease now = lease.orElseThrow(() -> new CommandFailure(CommandFailure.REFUSED, "there is no such order"));
        out.println(now.id().owner() + " " + now.id().instance() + " "
                + now.stateAt(InstantSource.system().instant()) + " "
                + now.paidThrough().map(end -> "paid through " + end).orElse("not paid"));
        out.flush();
        return 0;
    }
}
