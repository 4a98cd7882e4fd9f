package org.bitauth.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitauth.Sin;

/** A person before the provider's device page. */
final class DeviceVisitor {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI page;
    private final String cookie;
    private String shown = "";

    DeviceVisitor(String page) throws IOException, InterruptedException {
        this.page = URI.create(page);
        HttpResponse<String> first =
                http.send(HttpRequest.newBuilder(this.page).build(), HttpResponse.BodyHandlers.ofString());
        cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    /** Types the code and the identity; the command that the page shows. */
    String type(String userCode, Sin sin) throws IOException, InterruptedException {
        shown = post("user_code", userCode, "identity", sin.value());
        return found("(?s)<pre id=\"command\">(.*?)</pre>")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** Pastes an answer; the page that comes. */
    String paste(String answer) throws IOException, InterruptedException {
        return post("step", found("name=\"step\" value=\"([^\"]*)\""), "answer", answer);
    }

    String cancel() throws IOException, InterruptedException {
        return post("step", found("name=\"step\" value=\"([^\"]*)\""), "cancel", "yes");
    }

    private String post(String... fields) throws IOException, InterruptedException {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(fields[i]).append('=');
            form.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        HttpRequest request = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(shown);
        if (!matcher.find()) {
            throw new AssertionError(pattern + " in " + shown);
        }
        return matcher.group(1);
    }
}
