package org.bitauth.house;

import java.util.Optional;
import org.bitauth.http.RawRequest;
import org.bitauth.servlet.HandlerServlet;
import org.bitauth.ssh.HostCertificateAuthority;
import org.bitauth.ssh.KrlSigner;
import org.bitauth.ssh.SshCertificateAuthority;
import org.bitauth.ssh.nova.OwnedInstance;
import org.bitauth.ssh.nova.VendordataHandler;
import org.bitauth.ssh.nova.VendordataRequest;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;

/** The lines that docs/ssh.md shows to vendors, so that they compile; {@link DocumentsTest} compares them. */
final class InstanceLines {
    private InstanceLines() {}

    interface Tokens {
        boolean isNova(RawRequest request);
    }

    interface Inventory {
        Optional<OwnedInstance> find(VendordataRequest request);
    }

    static void vendordata(
            ServletContextHandler context,
            SshCertificateAuthority users,
            HostCertificateAuthority hosts,
            KrlSigner krlSigner,
            Tokens tokens,
            Inventory inventory) {
        VendordataHandler vendordata = VendordataHandler.builder(users, tokens::isNova, inventory::find)
                .hosts(hosts)
                .krlKey(krlSigner.publicKey())
                .build();
        context.addServlet(new ServletHolder(new HandlerServlet(vendordata)), "/nova/*");
    }
}
