package io.nodenet.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The exact number of notifications that the kernel dropped for one socket, by /proc/net/netlink.
 */
final class NetlinkDrops implements DoubleSupplier {

  private static final Path TABLE = Path.of("/proc/net/netlink");
  private static final int PORT_COLUMN = 2;
  private static final int DROPS_COLUMN = 8;

  private final Supplier<OptionalInt> portId;

  NetlinkDrops(Supplier<OptionalInt> portId) {
    this.portId = portId;
  }

  /** NaN when the socket or the table is not there. */
  @Override
  public double getAsDouble() {
    OptionalInt port = portId.get();
    if (port.isEmpty()) {
      return Double.NaN;
    }
    try {
      // sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode; Eth 0 is NETLINK_ROUTE
      String wanted = Integer.toUnsignedString(port.getAsInt());
      return Files.readAllLines(TABLE).stream()
          .map(line -> line.strip().split("\\s+"))
          .filter(columns ->
              columns.length > DROPS_COLUMN
                  && columns[1].equals("0")
                  && columns[PORT_COLUMN].equals(wanted))
          .mapToDouble(columns -> Double.parseDouble(columns[DROPS_COLUMN]))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | NumberFormatException e) {
      return Double.NaN;
    }
  }
}
