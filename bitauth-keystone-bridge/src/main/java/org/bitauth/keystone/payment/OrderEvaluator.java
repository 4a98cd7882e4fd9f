package org.bitauth.keystone.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import org.bitauth.Sin;

/**
 * Says what an order is worth: a function of the invoice, the outputs that pay it, the chain and the clock, and of nothing
 * that was said before. The same facts in any order give the same answer. Amounts are whole satoshi.
 */
final class OrderEvaluator {
    /** How long after the time to pay money still buys what was ordered, at the old price. */
    static final Duration WATCHED = Duration.ofHours(24);

    private static final Comparator<SeenOutput> BY_PLACE = Comparator.comparingLong(OrderEvaluator::height)
            .thenComparing(seen -> seen.output().outpoint().txid())
            .thenComparingInt(seen -> seen.output().outpoint().index());

    private OrderEvaluator() {}

    /**
     * Evaluates.
     *
     * @param invoice what is to be paid
     * @param outputs what pays to its address
     * @param tip the height of the best chain
     * @param connectedAt when the block at a height of the best chain became known
     * @param now the time
     */
    static Evaluation evaluate(
            Invoice invoice, List<SeenOutput> outputs, long tip, LongFunction<Instant> connectedAt, Instant now) {
        Instant end = invoice.payBy().plus(WATCHED);
        List<SeenOutput> there = outputs.stream().filter(seen -> !seen.gone()).toList();
        List<SeenOutput> counting =
                there.stream().filter(seen -> !seen.seenAt().isAfter(end)).toList();
        OptionalLong full = heightOfFullPayment(invoice, counting);
        boolean settles = full.isPresent() && full.getAsLong() <= tip;
        long seen = sum(there);
        OrderState state = settles ? OrderState.SETTLED : open(invoice, outputs, sum(counting), now);
        return new Evaluation(
                state,
                flags(invoice, outputs, there, seen, state),
                seen,
                sum(counting.stream()
                        .filter(one -> hasConfirmations(invoice, one, tip))
                        .toList()),
                settles ? Optional.of(connectedAt.apply(full.getAsLong())) : Optional.empty(),
                isOwners(invoice.owner(), counting),
                nextConfirmed(invoice, counting, tip),
                settles ? Optional.empty() : due(invoice, end, now));
    }

    /** The height at which the amount has its confirmations; empty while blocks do not hold the amount. */
    private static OptionalLong heightOfFullPayment(Invoice invoice, List<SeenOutput> counting) {
        long sum = 0;
        for (SeenOutput one : counting.stream()
                .filter(seen -> seen.block().isPresent())
                .sorted(BY_PLACE)
                .toList()) {
            sum = add(sum, one.output().satoshi());
            if (sum >= invoice.satoshi()) {
                return OptionalLong.of(height(one) + invoice.confirmations() - 1);
            }
        }
        return OptionalLong.empty();
    }

    /** The next height at which an output has its confirmations. */
    private static OptionalLong nextConfirmed(Invoice invoice, List<SeenOutput> counting, long tip) {
        return counting.stream()
                .filter(seen -> seen.block().isPresent() && !hasConfirmations(invoice, seen, tip))
                .mapToLong(seen -> height(seen) + invoice.confirmations() - 1)
                .min();
    }

    private static OrderState open(Invoice invoice, List<SeenOutput> outputs, long counting, Instant now) {
        if (counting >= invoice.satoshi()) {
            return OrderState.PROCESSING;
        }
        if (!now.isAfter(invoice.payBy())) {
            return counting > 0 ? OrderState.PARTIAL : OrderState.NEW;
        }
        boolean vanished = !outputs.isEmpty() && outputs.stream().allMatch(SeenOutput::gone);
        return vanished ? OrderState.INVALID : OrderState.EXPIRED;
    }

    private static Set<OrderFlag> flags(
            Invoice invoice, List<SeenOutput> outputs, List<SeenOutput> there, long seen, OrderState state) {
        EnumSet<OrderFlag> flags = EnumSet.noneOf(OrderFlag.class);
        if (there.stream().anyMatch(one -> one.seenAt().isAfter(invoice.payBy()))) {
            flags.add(OrderFlag.LATE);
        }
        if (seen > invoice.satoshi()) {
            flags.add(OrderFlag.OVER);
        }
        if (state == OrderState.EXPIRED && seen > 0) {
            flags.add(OrderFlag.PARTIALLY_PAID);
        }
        if (outputs.stream().anyMatch(SeenOutput::gone)) {
            flags.add(OrderFlag.REPLACED);
        }
        if (outputs.stream().anyMatch(SeenOutput::reorged)) {
            flags.add(OrderFlag.REORGED);
        }
        return flags;
    }

    private static Optional<Instant> due(Invoice invoice, Instant end, Instant now) {
        // A second later, for until then there is still time.
        if (!now.isAfter(invoice.payBy())) {
            return Optional.of(invoice.payBy().plusSeconds(1));
        }
        return now.isAfter(end) ? Optional.empty() : Optional.of(end.plusSeconds(1));
    }

    private static boolean isOwners(Sin owner, List<SeenOutput> counting) {
        return !counting.isEmpty()
                && counting.stream().allMatch(seen -> seen.output().payer().equals(Optional.of(owner)));
    }

    private static boolean hasConfirmations(Invoice invoice, SeenOutput seen, long tip) {
        return seen.block().isPresent() && height(seen) + invoice.confirmations() - 1 <= tip;
    }

    private static long height(SeenOutput seen) {
        return seen.block().map(BlockId::height).orElse(Long.MAX_VALUE);
    }

    private static long sum(List<SeenOutput> outputs) {
        return outputs.stream().mapToLong(seen -> seen.output().satoshi()).reduce(0, OrderEvaluator::add);
    }

    /** So many outputs of so much that a long has no room for them are more than any amount. */
    private static long add(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
