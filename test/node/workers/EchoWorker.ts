import { parentPort, workerData } from 'node:worker_threads';

parentPort?.on('message', (message: unknown) => {
  parentPort?.postMessage({ message, workerData: workerData as unknown });
});
