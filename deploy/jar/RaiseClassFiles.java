import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the classes of a jar that are older than Java 6 as classes of Java 8, which computes the
 * stack maps that verification by type checking needs. The code stays the same.
 *
 * <p>From Java 25 on an archive of classes takes no others, and picocli and what jnr-ffi brings
 * along are of that age. Run by the build on the finished jar; keeps order and times of its
 * entries, and changes nothing when run again.
 */
public final class RaiseClassFiles {
  private static final int MAJOR_VERSION = 7;

  private RaiseClassFiles() {}

  /**
   * Rewrites a jar in its place.
   *
   * @param args the jar, which has every class that its classes extend
   * @throws IOException if it cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path raised = jar.resolveSibling(jar.getFileName() + ".raised");
    URL[] here = {jar.toUri().toURL()};
    try (URLClassLoader classes = new URLClassLoader(here, ClassLoader.getPlatformClassLoader());
        ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(raised))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] content;
        try (InputStream stream = in.getInputStream(entry)) {
          content = stream.readAllBytes();
        }
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        boolean old = entry.getName().endsWith(".class") && content[MAJOR_VERSION] < Opcodes.V1_6;
        out.write(old ? raise(content, classes) : content);
      }
    }
    Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] raise(byte[] old, ClassLoader classes) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    ClassVisitor raising =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version,
              int access,
              String name,
              String signature,
              String superName,
              String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
          }
        };
    new ClassReader(old).accept(raising, 0);
    return writer.toByteArray();
  }
}
