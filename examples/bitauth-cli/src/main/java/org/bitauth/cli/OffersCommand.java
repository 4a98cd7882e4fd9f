package org.bitauth.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.bitauth.keystone.payment.Offer;
import org.bitauth.keystone.payment.client.OfferPage;
import org.bitauth.keystone.payment.client.VendorClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitauth offers}: what a cloud sells. */
@Command(
        name = "offers",
        description = "Prints what a cloud sells. Nobody signed the page: compare the vendor's identity with what he"
                + " published elsewhere before you order.")
final class OffersCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", description = "the cloud, for example https://cloud.example/v3")
    private String url = "";

    @Override
    public void run() {
        OfferPage page = VendorClient.page(CloudArgument.parse(url)).orElseThrow(CommandFailure::ofVendor);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Vendor: " + page.vendor());
        out.println("Network: " + page.network().name().toLowerCase(Locale.ROOT));
        for (Offer offer : page.offers()) {
            out.println();
            offer.text().lines().forEach(out::println);
        }
    }
}
