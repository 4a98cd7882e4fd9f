package org.bitauth.cli.agent;

import java.io.IOException;
import java.net.URI;
import org.bitauth.http.LeanHttpClient;
import org.bitauth.http.RawResponse;

/** The process of {@link SeparateHttpClient}: sends one request, which it reads from standard input, and ends. */
public final class ExchangeProgram {
    private ExchangeProgram() {}

    /**
     * Reads the request to its end, and writes what became of it.
     *
     * @param arguments none
     * @throws IOException if there is no request, or nobody who reads
     */
    public static void main(String[] arguments) throws IOException {
        ExchangeForm.Request request = ExchangeForm.request(System.in.readNBytes(ExchangeForm.MOST_BYTES));
        request.settings().forEach(System.getProperties()::putIfAbsent);
        System.out.write(became(request));
        System.out.flush();
        if (System.out.checkError()) {
            throw new IOException("nobody reads the answer");
        }
    }

    private static byte[] became(ExchangeForm.Request request) throws IOException {
        RawResponse answer;
        try {
            answer = new LeanHttpClient()
                    .send(request.method(), URI.create(request.url()), request.headers(), request.body());
        } catch (IOException e) {
            return ExchangeForm.bytes(e);
        }
        return ExchangeForm.bytes(answer);
    }
}
