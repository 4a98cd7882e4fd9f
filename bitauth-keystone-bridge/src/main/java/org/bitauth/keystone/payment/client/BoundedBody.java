package org.bitauth.keystone.payment.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The body of an answer, of at most 1 MiB and within a time: the JDK's own timeout ends when an answer begins. */
final class BoundedBody {
    private static final int MOST = 1 << 20;

    private BoundedBody() {}

    static byte[] read(InputStream body, Duration patience) throws IOException {
        CompletableFuture<byte[]> deadline = new CompletableFuture<>();
        CompletableFuture<byte[]> closed = deadline.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((bytes, late) -> close(body));
        try {
            // A stream that is closed while it is read may look as if it had come to its end.
            deadline.complete(body.readNBytes(MOST + 1));
            byte[] bytes = closed.join();
            if (bytes.length > MOST) {
                throw new IOException("answer must have at most 1 MiB");
            }
            return bytes;
        } catch (CompletionException e) {
            throw new HttpTimeoutException("answer must end within " + patience);
        } finally {
            deadline.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
