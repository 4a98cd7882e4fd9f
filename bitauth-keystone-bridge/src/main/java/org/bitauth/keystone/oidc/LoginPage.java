package org.bitauth.keystone.oidc;

import org.bitauth.challenge.Challenge;
import org.bitauth.keystone.internal.QrCode;

/** The HTML of a login by hand: first the identity, then a challenge to sign. Ids of elements do not change. */
final class LoginPage {
    private LoginPage() {}

    /** Asks who the person is. */
    static String identity(String action, String step, String audience, String suggested, String message) {
        return "<p>You log in to <b>" + HtmlPage.text(audience) + "</b>.</p>\n" + message(message)
                + form(action, step)
                + "<label for=\"identity\">Your identity (SIN, as <code>bitauth key show</code> prints it)</label>\n"
                + "<input id=\"identity\" name=\"identity\" maxlength=\"35\" autocomplete=\"username\" autofocus value=\""
                + HtmlPage.text(suggested) + "\">\n" + buttons();
    }

    /** Asks which device, and who the person is. */
    static String device(String action, String code, String identity, String message) {
        return message(message) + "<form method=\"post\" action=\"" + HtmlPage.text(action) + "\">\n"
                + "<label for=\"user-code\">The code that your device shows</label>\n"
                + "<input id=\"user-code\" name=\"user_code\" maxlength=\"32\" autocomplete=\"off\" value=\""
                + HtmlPage.text(code) + "\">\n<label for=\"identity\">Your identity (SIN)</label>\n"
                + "<input id=\"identity\" name=\"identity\" maxlength=\"35\" autocomplete=\"username\" value=\""
                + HtmlPage.text(identity) + "\">\n<p>Go on only if you started this yourself.</p>\n"
                + "<button id=\"continue\" type=\"submit\">Continue</button></form>\n";
    }

    /** Shows the challenge, as text, as a QR code and as a command, and takes the answer. */
    static String challenge(String action, String step, String warning, Challenge challenge, String message) {
        String text = challenge.text();
        String command =
                "bitauth answer --cloud '" + challenge.cloud().replace("'", "'\\''") + "' <<'END'\n" + text + "\nEND";
        return "<p>" + HtmlPage.text(warning) + "</p>\n" + message(message)
                + "<p>Sign this text with your key. Read what it asks for first.</p>\n<pre id=\"challenge\">"
                + HtmlPage.text(text) + "</pre>\n<p>On a machine that has your key:</p>\n<pre id=\"command\">"
                + HtmlPage.text(command)
                + "</pre>\n<details><summary>QR code of the text</summary><img alt=\"QR code\" src=\""
                + QrCode.dataUri(text) + "\"></details>\n" + form(action, step)
                + "<label for=\"answer\">The answer: what the command prints</label>\n"
                + "<textarea id=\"answer\" name=\"answer\" rows=\"4\" maxlength=\"512\" autocomplete=\"off\""
                + " spellcheck=\"false\"></textarea>\n" + buttons();
    }

    private static String message(String message) {
        return message.isEmpty() ? "" : "<p class=\"no\" id=\"message\">" + HtmlPage.text(message) + "</p>\n";
    }

    private static String form(String action, String step) {
        return "<form method=\"post\" action=\"" + HtmlPage.text(action) + "\">" + HtmlPage.hidden("step", step) + "\n";
    }

    private static String buttons() {
        return "<button id=\"continue\" type=\"submit\">Continue</button>"
                + "<button id=\"cancel\" type=\"submit\" name=\"cancel\" value=\"yes\">Cancel</button></form>\n";
    }
}
