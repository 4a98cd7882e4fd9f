package org.bitauth.keystone.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bitauth.BitauthKey;
import org.bitauth.Sin;
import org.bitauth.keystone.store.InMemoryLeaseStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any order of events, repeats and reorgs ends where a fresh evaluation of the facts does. */
class RandomEventsTest {
    private static final int EVENTS = 400;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void endsWhereAFreshEvaluationDoes(long seed) throws Exception {
        Random random = new Random(seed);
        Shop shop = new Shop(new InMemoryLeaseStore(), 1 + random.nextInt(3));
        List<BitauthKey> buyers = List.of(shop.buyer, BitauthKey.generate(), BitauthKey.generate());
        List<PlacedOrder> placed = new ArrayList<>();
        List<ChainOutput> made = new ArrayList<>();
        for (int event = 0; event < EVENTS; event++) {
            switch (random.nextInt(10)) {
                case 0 -> placed.add(shop.order(buyers.get(random.nextInt(buyers.size()))));
                case 1, 2 -> pay(shop, random, placed, buyers, made);
                case 3 -> mine(shop, random, made);
                case 4 -> reorg(shop, random, made);
                case 5 ->
                    made.stream()
                            .skip(random.nextInt(made.size() + 1))
                            .findFirst()
                            .ifPresent(shop.chain::drop);
                case 6 -> shop.clock.pass(Duration.ofMinutes(random.nextInt(20)));
                case 7 -> shop.chain.fail(ChainException.Reason.UNREACHABLE);
                default -> {
                    shop.chain.heal();
                    shop.payments.sync().once();
                }
            }
        }
        shop.chain.heal();
        for (int i = 0; i < 4; i++) {
            shop.chain.mine();
        }
        assertThat(shop.payments.sync().once()).isEmpty();

        assertThat(PaymentAudit.differences(shop.store, shop.chain, shop.clock)).isEmpty();
        for (PlacedOrder order : placed) {
            boolean paid = inChain(shop, order) >= order.invoice().satoshi();
            if (shop.now(order).state() == OrderState.SETTLED) {
                assertThat(paid).as("settled means paid in the chain").isTrue();
            } else if (paid) {
                assertThat(shop.now(order).flags()).contains(OrderFlag.LATE);
            }
        }
        assertThat(placed).extracting(order -> shop.now(order).state()).contains(OrderState.SETTLED);
    }

    private static void pay(
            Shop shop, Random random, List<PlacedOrder> placed, List<BitauthKey> buyers, List<ChainOutput> made) {
        if (placed.isEmpty()) {
            return;
        }
        String address = placed.get(random.nextInt(placed.size())).invoice().address();
        long satoshi = random.nextBoolean() ? Shop.PRICE : random.nextInt(150_000);
        Optional<Sin> payer =
                random.nextBoolean() ? Optional.of(buyers.get(random.nextInt(3)).sin()) : Optional.empty();
        ChainOutput output = ScriptedChain.pays(address, satoshi, made.size(), random.nextInt(3), payer);
        made.add(output);
        shop.chain.relay(output);
    }

    private static void mine(Shop shop, Random random, List<ChainOutput> made) throws ChainException {
        List<ChainOutput> block = new ArrayList<>();
        for (ChainOutput output : made) {
            if (random.nextInt(3) == 0 && !isMined(shop, output)) {
                block.add(output);
            }
        }
        shop.chain.mine(block.toArray(ChainOutput[]::new));
    }

    private static void reorg(Shop shop, Random random, List<ChainOutput> made) throws ChainException {
        int depth = (int) Math.min(shop.chain.height(), random.nextInt(4));
        shop.chain.cut(depth);
        for (int i = 0; i < depth + random.nextInt(2); i++) {
            mine(shop, random, made);
        }
    }

    private static boolean isMined(Shop shop, ChainOutput output) throws ChainException {
        for (long height = 0; height <= shop.chain.height(); height++) {
            ChainBlock block = shop.chain.block(height, Set::copyOf).orElseThrow();
            if (block.outputs().contains(output)) {
                return true;
            }
        }
        return false;
    }

    private static long inChain(Shop shop, PlacedOrder order) throws ChainException {
        long sum = 0;
        for (long height = 0; height <= shop.chain.height(); height++) {
            for (ChainOutput output :
                    shop.chain.block(height, Set::copyOf).orElseThrow().outputs()) {
                sum += output.address().equals(order.invoice().address()) ? output.satoshi() : 0;
            }
        }
        return sum;
    }
}
