package org.bitauth.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.bitauth.Sin;
import org.bitauth.keystone.payment.Invoice;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.PaymentUri;
import org.bitauth.keystone.payment.client.CheckedInvoice;
import org.bitauth.keystone.payment.client.OfferPage;
import org.bitauth.keystone.payment.client.OrderInquiry;
import org.bitauth.keystone.payment.client.OrderStatus;
import org.bitauth.keystone.payment.client.VendorClient;
import org.bitauth.wallet.BitcoinNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth order}: orders, and asks what became of orders. */
@Command(
        name = "order",
        description = "Orders time on an instance, checks the vendor's invoice, and prints what to pay. Pays nothing.")
final class OrderCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
    private Optional<String> url = Optional.empty();

    @Option(names = "--vendor", paramLabel = "SIN", description = "who must sign the invoice, as he published it")
    private Optional<String> vendor = Optional.empty();

    @Option(names = "--offer", paramLabel = "ID", description = "one of 'bitauth offers URL'")
    private Optional<String> offer = Optional.empty();

    @Option(names = "--instance", paramLabel = "NAME", description = "the instance's name")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--hours", paramLabel = "N", description = "how long")
    private Optional<Integer> hours = Optional.empty();

    @Option(names = "--seconds", paramLabel = "N", description = "how long")
    private Optional<Long> seconds = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "NAME",
            converter = NetworkOption.class,
            description = "mainnet, testnet or regtest; ${DEFAULT-VALUE}",
            defaultValue = "mainnet")
    private BitcoinNetwork network = BitcoinNetwork.MAINNET;

    @Override
    public void run() {
        URI cloud = CloudArgument.parse(given(url, "URL"));
        if (hours.isPresent() == seconds.isPresent()) {
            throw new CommandFailure(CommandFailure.WRONG_USE, "one of --hours and --seconds must be given");
        }
        Duration duration = hours.map(Duration::ofHours).orElseGet(() -> Duration.ofSeconds(seconds.orElseThrow()));
        String name = given(instance, "--instance");
        String id = given(offer, "--offer");
        VendorClient client = new VendorClient(cloud, new Sin(given(vendor, "--vendor")), network);
        OfferPage page = client.offers().orElseThrow(CommandFailure::ofVendor);
        Offer chosen = page.offer(id)
                .orElseThrow(() -> new CommandFailure(CommandFailure.REFUSED, "the vendor sells no offer " + id));
        CheckedInvoice invoice = client.order(chosen, name, duration, KeyFile.read(KeyFile.orDefault(key)))
                .orElseThrow(CommandFailure::ofVendor);
        print(invoice, spec.commandLine().getOut());
    }

    private static void print(CheckedInvoice checked, PrintWriter out) {
        Invoice invoice = checked.invoice();
        out.println("Order: " + checked.order().id());
        out.println("Offer: " + checked.offer().id() + ", " + checked.offer().title());
        out.println("Instance: " + checked.order().lease().instance() + " for "
                + checked.order().duration().toSeconds() + " seconds");
        out.println("Network: " + invoice.network().name().toLowerCase(Locale.ROOT));
        out.println("Address: " + invoice.address());
        out.println("Satoshi: " + invoice.satoshi());
        out.println("Pay by: " + invoice.payBy());
        out.println("Confirmations: " + invoice.confirmations());
        out.println("Refund: " + checked.offer().refund());
        PaymentUri uri = PaymentText.of(checked);
        out.println(uri);
        if (Terminal.isThere()) {
            out.println();
            out.print(uri.qrText());
        }
        out.flush();
    }

    @Command(name = "status", description = "Prints what became of an order, as its vendor says.")
    void status(
            @Parameters(paramLabel = "URL", description = "the cloud") String cloud,
            @Parameters(paramLabel = "ID", description = "the order, as 'bitauth order' printed it") String id,
            @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
                    Optional<Path> file) {
        OrderStatus status = inquiry(cloud, file).status(id).orElseThrow(CommandFailure::ofVendor);
        OrderLines.of(status).forEach(spec.commandLine().getOut()::println);
    }

    @Command(
            name = "watch",
            description = "Asks every two seconds what became of an order, until it is settled (exit code 0), or can"
                    + " no longer be paid in time (1).")
    int watch(
            @Parameters(paramLabel = "URL", description = "the cloud") String cloud,
            @Parameters(paramLabel = "ID", description = "the order, as 'bitauth order' printed it") String id,
            @Option(names = "--key", paramLabel = "FILE", description = "$BITAUTH_KEY_FILE by default")
                    Optional<Path> file) {
        OrderInquiry inquiry = inquiry(cloud, file);
        return new OrderWatch(
                        () -> inquiry.status(id), spec.commandLine().getOut(), Terminal.isThere(), OrderWatch::sleep)
                .run();
    }

    private static OrderInquiry inquiry(String cloud, Optional<Path> file) {
        return new OrderInquiry(CloudArgument.parse(cloud), KeyFile.read(KeyFile.orDefault(file)));
    }

    private static String given(Optional<String> value, String what) {
        return value.orElseThrow(() -> new CommandFailure(CommandFailure.WRONG_USE, what + " must be given"));
    }
}
