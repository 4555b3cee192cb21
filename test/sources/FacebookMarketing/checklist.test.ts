import { describeOnBothRuntimes } from '../runtimes/describeOnBothRuntimes';
import { checklist } from './checklist';

describeOnBothRuntimes('FacebookMarketing', checklist);
