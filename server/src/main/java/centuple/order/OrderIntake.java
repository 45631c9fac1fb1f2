package centuple.order;

import java.util.List;

/** Port: takes in what receivers report of their orders and books what follows. Thread-safe. */
public interface OrderIntake {
    /**
     * Takes reports in and waits until each is committed or not. Any order of arrival and any repetition gives the same
     * books.
     *
     * @return a receipt for each report, in their order
     */
    List<Receipt> take(List<OrderReport> reports);
}
