package org.bitauth.federation.browser;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.bitauth.peers.Peers;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window and with a fresh profile, which trusts one public key of TLS. */
final class Chromium implements AutoCloseable {
    private static final String PROGRAM = "/usr/bin/chromium";
    private static final String DRIVER = "/usr/bin/chromedriver";

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    Chromium(Path profile, String pin) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--ignore-certificate-errors-spki-list=" + pin);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        wait = new WebDriverWait(driver, Duration.ofSeconds(30));
    }

    static void requirePrograms() {
        Peers.requirePrograms(PROGRAM, DRIVER);
    }

    void open(String url) {
        driver.get(url);
    }

    String url() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    String page() {
        return Objects.requireNonNull(driver.getPageSource());
    }

    String text(String id) {
        return Objects.requireNonNull(find(id).getDomProperty("textContent"));
    }

    void fill(String id, String text) {
        WebElement field = find(id);
        field.clear();
        field.sendKeys(text);
    }

    void click(String id) {
        find(id).click();
    }

    /** The text of the first element that a CSS selector finds. */
    String textOf(String selector) {
        WebElement element = wait.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
        return Objects.requireNonNull(element.getDomProperty("textContent"));
    }

    /** Chooses from a list. */
    void choose(String id, String value) {
        new Select(find(id)).selectByValue(value);
    }

    private WebElement find(String id) {
        return wait.until(ExpectedConditions.presenceOfElementLocated(By.id(id)));
    }

    /** Ends the browser and its driver. */
    @Override
    public void close() {
        driver.quit();
    }
}
