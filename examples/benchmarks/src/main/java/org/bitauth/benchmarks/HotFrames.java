package org.bitauth.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Where this JVM's threads are while it is under load, by the JDK's flight recorder. */
final class HotFrames {
    private static final Duration TIME = Duration.ofSeconds(4);
    private static final List<String> EVENTS = List.of("jdk.ExecutionSample", "jdk.NativeMethodSample");
    /** Packages by which stacks are counted; the first one that is in a stack counts. */
    private static final List<String> PACKAGES = List.of(
            "sun.security.ec.",
            "com.amazon.corretto.",
            "org.bouncycastle.",
            "com.fasterxml.jackson.",
            "io.jsonwebtoken.",
            "org.postgresql.",
            "org.bitauth.",
            "org.eclipse.jetty.");

    private HotFrames() {}

    /** Samples for some seconds: stacks by package, {@code name=count}. */
    static String sample() throws IOException, InterruptedException {
        Path file = Files.createTempFile("frames", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENTS.get(0)).withPeriod(Duration.ofMillis(10));
            recording.enable(EVENTS.get(1)).withPeriod(Duration.ofMillis(20));
            recording.start();
            Thread.sleep(TIME.toMillis());
            recording.stop();
            recording.dump(file);
            return counted(file);
        } finally {
            Files.delete(file);
        }
    }

    private static String counted(Path file) throws IOException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        PACKAGES.forEach(name -> counts.put(name, 0));
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            // Threads that wait for a socket stand in native code all the time.
            if (event.getStackTrace() != null && !isWaiting(event)) {
                counts.merge(group(event), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    private static boolean isWaiting(RecordedEvent event) {
        String top =
                event.getStackTrace().getFrames().get(0).getMethod().getType().getName();
        return event.getEventType().getName().equals(EVENTS.get(1)) && !top.startsWith("com.amazon.");
    }

    private static String group(RecordedEvent event) {
        List<String> classes = event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .toList();
        return PACKAGES.stream()
                .filter(name -> classes.stream().anyMatch(type -> type.startsWith(name)))
                .findFirst()
                .orElse("other");
    }
}
