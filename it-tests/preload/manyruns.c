/*
 * Runs a program many times at the price of one start: preloaded, it takes the place of main, reads calls from standard
 * input and makes a copy of the process for each, in which the program's own main runs.
 *
 * A call:   count of arguments, each argument, standard input.
 * A reply:  exit code (128 + number of the signal that killed it), standard output, standard error.
 * Numbers are 32 bits, highest byte first; texts are a length and bytes.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int main_function(int, char **, char **);
typedef int start_function(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

static main_function *program;

static void fail(const char *what)
{
    perror(what);
    _exit(125);
}

static int take(void *to, size_t length)
{
    char *at = to;

    while (length > 0) {
        ssize_t got = read(0, at, length);
        if (got <= 0)
            return 0;
        at += got;
        length -= got;
    }
    return 1;
}

static void give(const void *from, size_t length)
{
    const char *at = from;

    while (length > 0) {
        ssize_t put = write(1, at, length);
        if (put <= 0)
            fail("write");
        at += put;
        length -= put;
    }
}

static int take_number(uint32_t *number)
{
    if (!take(number, sizeof(*number)))
        return 0;
    *number = ntohl(*number);
    return 1;
}

static char *take_text(uint32_t *length)
{
    char *text;

    if (!take_number(length) || !(text = malloc(*length + 1)) || !take(text, *length))
        fail("read a call");
    text[*length] = '\0';
    return text;
}

static void give_number(uint32_t number)
{
    number = htonl(number);
    give(&number, sizeof(number));
}

static void give_file(int file)
{
    struct stat status;
    char *text;

    if (fstat(file, &status) || !(text = malloc(status.st_size + 1)) ||
        pread(file, text, status.st_size, 0) != status.st_size)
        fail("read what was printed");
    give_number(status.st_size);
    give(text, status.st_size);
    free(text);
}

static int new_file(void)
{
    int file = memfd_create("manyruns", MFD_CLOEXEC);

    if (file < 0)
        fail("memfd_create");
    return file;
}

static int run_many(int argc, char **argv, char **envp)
{
    uint32_t count;

    while (take_number(&count)) {
        char **args = calloc(count + 2, sizeof(*args));
        uint32_t length, i;
        int in = new_file(), out = new_file(), err = new_file(), status;
        char *input;
        pid_t child;

        args[0] = argv[0];
        for (i = 0; i < count; i++)
            args[i + 1] = take_text(&length);
        input = take_text(&length);
        if (write(in, input, length) != (ssize_t)length || lseek(in, 0, SEEK_SET))
            fail("keep standard input");
        child = fork();
        if (child == 0) {
            dup2(in, 0);
            dup2(out, 1);
            dup2(err, 2);
            exit(program(count + 1, args, envp));
        }
        if (child < 0 || waitpid(child, &status, 0) != child)
            fail("fork");
        give_number(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
        give_file(out);
        give_file(err);
        close(in);
        close(out);
        close(err);
        for (i = 0; i < count; i++)
            free(args[i + 1]);
        free(args);
        free(input);
    }
    return 0;
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end)
{
    start_function *start = (start_function *)dlsym(RTLD_NEXT, "__libc_start_main");

    program = main;
    return start(run_many, argc, argv, init, fini, rtld_fini, stack_end);
}
