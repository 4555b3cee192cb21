/** The lock was not to be had in time. Known by its literal `name`. */
export function lockTimeout(message: string): Error {
  const error = new Error(message);
  error.name = 'LockTimeout';
  return error;
}
