process.stdout.write(`running on ${process.version}\n`);
