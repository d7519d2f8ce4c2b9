<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CallingView</name>
    <message>
        <source>Call or visit</source>
        <translation>回访或拜访</translation>
    </message>
    <message>
        <source>Tried {count} times in vain, last on {day}.</source>
        <translation>已尝试 {count} 次未果，最近一次 {day}。</translation>
    </message>
    <message>
        <source>Choose another way: a visit, or another hour.</source>
        <translation>请换一种方式：上门拜访，或者换个时段。</translation>
    </message>
    <message>
        <source>This client wants no calls.</source>
        <translation>该客户不接受电话回访。</translation>
    </message>
    <message>
        <source>Try again on</source>
        <translation>再次联系日期</translation>
    </message>
    <message>
        <source>Next contact agreed for</source>
        <translation>约定下次联系</translation>
    </message>
    <message>
        <source>The client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Visited on</source>
        <translation>拜访日期</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>拜访地点</translation>
    </message>
    <message>
        <source>Went along</source>
        <translation>同行人员</translation>
    </message>
    <message>
        <source>Spoken with</source>
        <translation>接听或接待人</translation>
    </message>
    <message>
        <source>Occasion</source>
        <translation>事由说明</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Problem to be solved</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Becomes a task of the branch, due within working days.</source>
        <translation>保存后转为营业部待办，须在规定的工作日内处理。</translation>
    </message>
    <message>
        <source>Empty: today.</source>
        <translation>不填即为今天。</translation>
    </message>
    <message>
        <source>No next one of this regular contact</source>
        <translation>不再安排下一次定期联系</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后再办</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Contacts</name>
    <message>
        <source>Call after opening</source>
        <translation>开户后回访</translation>
    </message>
    <message>
        <source>Call, yearly sample</source>
        <translation>存量抽样回访</translation>
    </message>
    <message>
        <source>Client who left</source>
        <translation>转出客户</translation>
    </message>
    <message>
        <source>Client who stayed</source>
        <translation>挽留客户</translation>
    </message>
    <message>
        <source>Visit</source>
        <translation>上门拜访</translation>
    </message>
    <message>
        <source>Unusual trading</source>
        <translation>异常交易核实</translation>
    </message>
    <message>
        <source>After a complaint</source>
        <translation>投诉后回访</translation>
    </message>
    <message>
        <source>Other contact</source>
        <translation>其他联系</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Visit on site</source>
        <translation>上门</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>其他方式</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已联系上</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>未联系上</translation>
    </message>
    <message>
        <source>Wrong number</source>
        <translation>号码有误</translation>
    </message>
    <message>
        <source>Wants no calls</source>
        <translation>不接受回访</translation>
    </message>
    <message>
        <source>Another language</source>
        <translation>语言不通</translation>
    </message>
    <message>
        <source>Waits for a decision</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>已否决</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>已逾期</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Record {number} saved.</source>
        <translation>记录 {number} 已保存。</translation>
    </message>
    <message>
        <source>The problem is a task of the branch now.</source>
        <translation>问题已转为营业部待办。</translation>
    </message>
    <message>
        <source>The misconduct is in the register of incidents.</source>
        <translation>违规情况已登记为风险事件。</translation>
    </message>
    <message>
        <source>To be tried again on {day}.</source>
        <translation>将于 {day} 再次联系。</translation>
    </message>
    <message>
        <source>The client gets messages instead of calls.</source>
        <translation>今后改发短信，不再拨打电话。</translation>
    </message>
</context>
<context>
    <name>ContactsPage</name>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>call</source>
        <translation>回访</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>没有待回访的客户</translation>
    </message>
    <message>
        <source>No call or visit is due that you may make.</source>
        <translation>没有您可以办理的回访或拜访。</translation>
    </message>
    <message>
        <source>No records</source>
        <translation>没有记录</translation>
    </message>
    <message>
        <source>Nobody was called or visited in the last months.</source>
        <translation>最近几个月没有回访或拜访记录。</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Nothing found by calling waits to be solved.</source>
        <translation>没有待处理的回访问题。</translation>
    </message>
    <message>
        <source>Calls and visits</source>
        <translation>回访与拜访</translation>
    </message>
    <message>
        <source>To be called</source>
        <translation>待回访</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Rhythm</source>
        <translation>定期维护</translation>
    </message>
    <message>
        <source>Sampling plan</source>
        <translation>抽样计划</translation>
    </message>
    <message>
        <source>Call or visit</source>
        <translation>回访或拜访</translation>
    </message>
    <message>
        <source>Show the paper</source>
        <translation>查看单据</translation>
    </message>
    <message>
        <source>Take in as a complaint…</source>
        <translation>作为投诉受理…</translation>
    </message>
    <message>
        <source>The record in full</source>
        <translation>记录全文</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Assigned to</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Nobody is to be called. Calls come here when they are due.</source>
        <translation>没有待回访的客户。到期后自动列在这里。</translation>
    </message>
    <message>
        <source>No problem is open. What a client tells is listed here until it is answered.</source>
        <translation>没有待处理的问题。客户反映的问题在答复前列在这里。</translation>
    </message>
    <message>
        <source>No contact was recorded yet. Press &quot;Call or visit&quot;.</source>
        <translation>还没有回访和拜访记录。请按“回访或拜访”。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办人</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>What is right instead? It is added under the record; the record itself stays as it is.</source>
        <translation>正确的内容是什么？更正将附在记录之后，原记录不变。</translation>
    </message>
    <message>
        <source>Correct the record</source>
        <translation>更正记录</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Why was it wrong?</source>
        <translation>更正原因</translation>
    </message>
    <message>
        <source>Add the correction</source>
        <translation>追加更正</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>History</source>
        <translation>往来记录</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show the paper</source>
        <translation>查看单据</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>The record in full</source>
        <translation>记录全文</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>暂无记录</translation>
    </message>
    <message>
        <source>Calls and visits appear here.</source>
        <translation>回访和拜访会显示在这里。</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>By</source>
        <translation>经办人</translation>
    </message>
</context>
<context>
    <name>Picture</name>
    <message>
        <source>Risk level</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>Class and marks</source>
        <translation>分类与标记</translation>
    </message>
    <message>
        <source>The identity paper has expired.</source>
        <translation>身份证件已过有效期。</translation>
    </message>
    <message>
        <source>Older client: speak slowly, explain twice.</source>
        <translation>年长客户：请放慢语速，讲解两遍。</translation>
    </message>
    <message>
        <source>Show to dial</source>
        <translation>显示号码</translation>
    </message>
    <message>
        <source>Client page</source>
        <translation>客户页</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Open tasks</source>
        <translation>未完成任务</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>以往记录</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>服务人员</translation>
    </message>
    <message>
        <source>Contact later</source>
        <translation>回访方式</translation>
    </message>
    <message>
        <source>Advertising messages</source>
        <translation>推广短信</translation>
    </message>
    <message>
        <source>Client since</source>
        <translation>开户日期</translation>
    </message>
</context>
<context>
    <name>PlansView</name>
    <message>
        <source>{drawn} of {population} existing clients ({share} %), drawn {made} by {maker}; {done} called. Seed {seed}.</source>
        <translation>从 {population} 名存量客户中抽取 {drawn} 名（{share}%），{made} 由 {maker} 编制；已回访 {done} 名。随机种子 {seed}。</translation>
    </message>
    <message>
        <source>The program draws the share of the policy at random, and keeps the seed. Nobody is called before somebody else has agreed.</source>
        <translation>程序按参数规定的比例随机抽取，并保存随机种子。计划经他人批准后才开始回访。</translation>
    </message>
    <message>
        <source>Draw the plan of {year}</source>
        <translation>编制 {year} 年计划</translation>
    </message>
    <message>
        <source>The plan is being drawn…</source>
        <translation>正在抽取客户…</translation>
    </message>
    <message>
        <source>The calls become tasks…</source>
        <translation>正在生成回访待办…</translation>
    </message>
    <message>
        <source>{count} calls become tasks, spread over the months.</source>
        <translation>{count} 名客户的回访将按月转为任务。</translation>
    </message>
    <message>
        <source>Agree with the plan</source>
        <translation>批准计划</translation>
    </message>
    <message>
        <source>Write down why. Another plan of the year can be made then.</source>
        <translation>请写明原因。否决后可以重新编制该年度计划。</translation>
    </message>
    <message>
        <source>Decline the plan</source>
        <translation>否决计划</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Drawn again with its seed: the list is the same.</source>
        <translation>用同一种子重新抽取，名单一致。</translation>
    </message>
    <message>
        <source>Drawn again with its seed, the list is another one: it was altered.</source>
        <translation>用同一种子重新抽取，名单不一致：名单被改动过。</translation>
    </message>
    <message>
        <source>Clients have left or been put right since, so it can only be drawn again from a backup.</source>
        <translation>此后客户有增减，只能用当时的备份重新抽取核对。</translation>
    </message>
    <message>
        <source>The file is being made…</source>
        <translation>正在生成文件…</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>保存计划</translation>
    </message>
    <message>
        <source>In the print queue.</source>
        <translation>已加入打印队列。</translation>
    </message>
    <message>
        <source>Sampling plan</source>
        <translation>抽样计划</translation>
    </message>
    <message>
        <source>A share of the existing clients is called every year.</source>
        <translation>每年按比例回访存量客户。</translation>
    </message>
    <message>
        <source>Draw {year}…</source>
        <translation>编制 {year} 年…</translation>
    </message>
    <message>
        <source>Agree…</source>
        <translation>批准…</translation>
    </message>
    <message>
        <source>Decline…</source>
        <translation>否决…</translation>
    </message>
    <message>
        <source>Draw again</source>
        <translation>重新抽取核对</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Clients drawn</source>
        <translation>抽取的客户</translation>
    </message>
    <message>
        <source>Calls done and planned, by month</source>
        <translation>各月已完成和计划的回访</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>还没有计划</translation>
    </message>
    <message>
        <source>Draw one for this year; somebody else agrees with it.</source>
        <translation>请编制本年度计划，并由他人批准。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Nobody was drawn. Choose a plan above, or make one.</source>
        <translation>还没有抽样客户。请在上方选择计划，或编制一个。</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>回访日期</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>This is a problem of the branch.</source>
        <translation>此回答将转为营业部问题。</translation>
    </message>
</context>
<context>
    <name>RoundsView</name>
    <message>
        <source>{all} large and active clients by the snapshot in force; {late} late, {never} never reached.</source>
        <translation>按现用快照共有大额、活跃客户 {all} 户；逾期未联系 {late} 户，从未联系上 {never} 户。</translation>
    </message>
    <message>
        <source>{day}, {days} days late</source>
        <translation>{day}，逾期 {days} 天</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Rhythm</source>
        <translation>定期维护</translation>
    </message>
    <message>
        <source>No large or active clients</source>
        <translation>没有大额、活跃客户</translation>
    </message>
    <message>
        <source>The snapshot in force has nobody who reaches the figures of the policy.</source>
        <translation>现用快照中没有客户达到参数规定的资产或者换手率。</translation>
    </message>
    <message>
        <source>Next by</source>
        <translation>最迟联系日期</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Assets</source>
        <translation>资产（元）</translation>
    </message>
    <message>
        <source>Last reached</source>
        <translation>最近联系上</translation>
    </message>
    <message>
        <source>Client since</source>
        <translation>开户日期</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>已生成</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>未到期</translation>
    </message>
</context>
</TS>
