package centuple;

/** The wiring, read as a table of contents. */
public final class Main {
    private Main() {
    }

    /** Runs one command. */
    public static void main(String[] args) {
        System.out.println("centuple " + String.join(" ", args));
    }
}
