package io.nodenet.agent.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nodenet.agent.rtnetlink.RouteMessage.Origin;
import io.nodenet.agent.rtnetlink.RouteMessage.Selector;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Equality of routes is written by hand: no component may be forgotten, now or later. */
class RouteEqualityTest {

  private static final IpAddress ADDRESS = new IpAddress(Family.INET, 0, 1);
  private static final IpPrefix PREFIX = new IpPrefix(ADDRESS, 24);
  private static final NextHop HOP = new NextHop(ADDRESS, 2, 4, 1);
  private static final Origin ORIGIN = new Origin(4, 253, 1, 0x400);
  private static final Selector SELECTOR = new Selector(8, PREFIX);
  private static final RouteMessage ROUTE =
      new RouteMessage(PREFIX, SELECTOR, ORIGIN, 254, 20, ADDRESS, List.of(HOP), 7L);

  /** Equal, but not the same object, down to the addresses. */
  private static RouteMessage copy() {
    IpAddress address = new IpAddress(Family.INET, 0, 1);
    IpPrefix prefix = new IpPrefix(address, 24);
    return new RouteMessage(
        prefix,
        new Selector(8, prefix),
        new Origin(4, 253, 1, 0x400),
        254,
        20,
        address,
        List.of(new NextHop(address, 2, 4, 1)),
        7L);
  }

  /** One for each component of the record. */
  private static List<Record> variants(Record of) throws ReflectiveOperationException {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = components[i].getAccessor().invoke(of);
    }
    List<Record> variants = new ArrayList<>();
    for (int i = 0; i < components.length; i++) {
      Object[] changed = values.clone();
      changed[i] = other(values[i]);
      variants.add(of.getClass().getDeclaredConstructor(types).newInstance(changed));
    }
    return variants;
  }

  private static Object other(Object value) throws ReflectiveOperationException {
    return switch (value) {
      case Integer number -> number + 1;
      case Long number -> number + 1;
      case Family family -> Family.INET6;
      case List<?> list -> List.of();
      case Record part -> variants(part).getFirst();
      default -> throw new AssertionError("a component of a new type: " + value);
    };
  }

  @Test
  void shouldEqualACopyAndHashAlike() {
    // When
    RouteMessage copy = copy();

    // Then
    assertThat(copy).isEqualTo(ROUTE).hasSameHashCodeAs(ROUTE);
  }

  @Test
  void shouldDifferWhenAnyComponentDiffers() throws Exception {
    for (Record record : List.of(ADDRESS, PREFIX, HOP, ORIGIN, SELECTOR, ROUTE)) {
      // When
      List<Record> variants = variants(record);

      // Then
      assertThat(variants).isNotEmpty().doesNotContain(record).doesNotHaveDuplicates();
    }
  }
}
