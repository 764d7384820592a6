package dev.lvsd.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Memory whose address the kernel can be told without making an object for each call, as a path
 * that handles every packet needs it. It lives as long as this object. Owned by one thread.
 */
public final class NativeBuffer {
  private final ByteBuffer bytes;
  private final long address;

  private NativeBuffer(ByteBuffer bytes) {
    this.bytes = bytes;
    this.address = Pointer.wrap(Runtime.getSystemRuntime(), bytes).address();
  }

  /**
   * Memory filled with zeros.
   *
   * @param size in bytes
   * @return in the byte order of networks
   */
  public static NativeBuffer allocate(int size) {
    return new NativeBuffer(ByteBuffer.allocateDirect(size).order(ByteOrder.BIG_ENDIAN));
  }

  /**
   * The memory.
   *
   * @return the same buffer every time; position and limit mean nothing to the kernel's calls
   */
  public ByteBuffer bytes() {
    return bytes;
  }

  /**
   * Where a part of it begins.
   *
   * @throws IndexOutOfBoundsException if the part is not inside
   */
  long address(int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.capacity());
    return address + offset;
  }
}
